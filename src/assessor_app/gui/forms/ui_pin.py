# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'pin.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QCheckBox, QDialog, QHBoxLayout,
    QLabel, QLineEdit, QPushButton, QSizePolicy,
    QSpacerItem, QVBoxLayout, QWidget)

class Ui_Pin(object):
    def setupUi(self, Pin):
        if not Pin.objectName():
            Pin.setObjectName(u"Pin")
        Pin.resize(480, 350)
        self.outer = QVBoxLayout(Pin)
        self.outer.setSpacing(4)
        self.outer.setObjectName(u"outer")
        self.outer.setContentsMargins(24, 20, 24, 20)
        self.title = QLabel(Pin)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"look", u"title")

        self.outer.addWidget(self.title)

        self.explanation = QLabel(Pin)
        self.explanation.setObjectName(u"explanation")
        self.explanation.setWordWrap(True)
        self.explanation.setProperty(u"look", u"quiet")

        self.outer.addWidget(self.explanation)

        self.gap_1 = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.outer.addItem(self.gap_1)

        self.passphrase_label = QLabel(Pin)
        self.passphrase_label.setObjectName(u"passphrase_label")
        self.passphrase_label.setProperty(u"look", u"section")

        self.outer.addWidget(self.passphrase_label)

        self.passphrase = QLineEdit(Pin)
        self.passphrase.setObjectName(u"passphrase")
        self.passphrase.setEchoMode(QLineEdit.Password)

        self.outer.addWidget(self.passphrase)

        self.pin_label = QLabel(Pin)
        self.pin_label.setObjectName(u"pin_label")
        self.pin_label.setProperty(u"look", u"section")

        self.outer.addWidget(self.pin_label)

        self.pin = QLineEdit(Pin)
        self.pin.setObjectName(u"pin")
        self.pin.setEchoMode(QLineEdit.Password)

        self.outer.addWidget(self.pin)

        self.again_label = QLabel(Pin)
        self.again_label.setObjectName(u"again_label")
        self.again_label.setProperty(u"look", u"section")

        self.outer.addWidget(self.again_label)

        self.again = QLineEdit(Pin)
        self.again.setObjectName(u"again")
        self.again.setEchoMode(QLineEdit.Password)

        self.outer.addWidget(self.again)

        self.gap_2 = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.outer.addItem(self.gap_2)

        self.personal = QCheckBox(Pin)
        self.personal.setObjectName(u"personal")

        self.outer.addWidget(self.personal)

        self.problem = QLabel(Pin)
        self.problem.setObjectName(u"problem")
        self.problem.setWordWrap(True)
        self.problem.setProperty(u"look", u"bad")

        self.outer.addWidget(self.problem)

        self.stretch = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.outer.addItem(self.stretch)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.remove = QPushButton(Pin)
        self.remove.setObjectName(u"remove")
        self.remove.setAutoDefault(False)
        self.remove.setProperty(u"look", u"link")

        self.buttons.addWidget(self.remove)

        self.push = QSpacerItem(8, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.push)

        self.cancel = QPushButton(Pin)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.keep = QPushButton(Pin)
        self.keep.setObjectName(u"keep")
        self.keep.setProperty(u"look", u"primary")

        self.buttons.addWidget(self.keep)


        self.outer.addLayout(self.buttons)

#if QT_CONFIG(shortcut)
        self.passphrase_label.setBuddy(self.passphrase)
        self.pin_label.setBuddy(self.pin)
        self.again_label.setBuddy(self.again)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.passphrase, self.pin)
        QWidget.setTabOrder(self.pin, self.again)
        QWidget.setTabOrder(self.again, self.personal)
        QWidget.setTabOrder(self.personal, self.keep)
        QWidget.setTabOrder(self.keep, self.cancel)
        QWidget.setTabOrder(self.cancel, self.remove)

        self.retranslateUi(Pin)

        self.keep.setDefault(True)


        QMetaObject.connectSlotsByName(Pin)
    # setupUi

    def retranslateUi(self, Pin):
        Pin.setWindowTitle(QCoreApplication.translate("Pin", u"PIN", None))
        self.title.setText(QCoreApplication.translate("Pin", u"A short PIN for unlocking", None))
        self.explanation.setText(QCoreApplication.translate("Pin", u"It works on this laptop only, together with the keychain of your account. After five wrong tries only the passphrase opens.", None))
        self.passphrase_label.setText(QCoreApplication.translate("Pin", u"Your &passphrase", None))
#if QT_CONFIG(accessibility)
        self.passphrase.setAccessibleName(QCoreApplication.translate("Pin", u"Your passphrase", None))
#endif // QT_CONFIG(accessibility)
        self.pin_label.setText(QCoreApplication.translate("Pin", u"The P&IN: 4 to 12 characters", None))
#if QT_CONFIG(accessibility)
        self.pin.setAccessibleName(QCoreApplication.translate("Pin", u"The PIN", None))
#endif // QT_CONFIG(accessibility)
        self.again_label.setText(QCoreApplication.translate("Pin", u"The PIN a&gain", None))
#if QT_CONFIG(accessibility)
        self.again.setAccessibleName(QCoreApplication.translate("Pin", u"The PIN again", None))
#endif // QT_CONFIG(accessibility)
        self.personal.setText(QCoreApplication.translate("Pin", u"Only I &use this account of the laptop", None))
        self.problem.setText("")
        self.remove.setText(QCoreApplication.translate("Pin", u"&Remove the PIN", None))
#if QT_CONFIG(accessibility)
        self.remove.setAccessibleName(QCoreApplication.translate("Pin", u"Remove the PIN", None))
#endif // QT_CONFIG(accessibility)
        self.cancel.setText(QCoreApplication.translate("Pin", u"Cancel", None))
#if QT_CONFIG(accessibility)
        self.cancel.setAccessibleName(QCoreApplication.translate("Pin", u"Cancel", None))
#endif // QT_CONFIG(accessibility)
        self.keep.setText(QCoreApplication.translate("Pin", u"Set", None))
#if QT_CONFIG(accessibility)
        self.keep.setAccessibleName(QCoreApplication.translate("Pin", u"Set the PIN", None))
#endif // QT_CONFIG(accessibility)
    # retranslateUi

