# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'create_profile.ui'
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
from PySide6.QtWidgets import (QApplication, QDialog, QFrame, QHBoxLayout,
    QLabel, QLineEdit, QPushButton, QSizePolicy,
    QSpacerItem, QVBoxLayout, QWidget)

class Ui_CreateProfile(object):
    def setupUi(self, CreateProfile):
        if not CreateProfile.objectName():
            CreateProfile.setObjectName(u"CreateProfile")
        CreateProfile.resize(500, 400)
        self.outer = QVBoxLayout(CreateProfile)
        self.outer.setSpacing(4)
        self.outer.setObjectName(u"outer")
        self.outer.setContentsMargins(24, 20, 24, 20)
        self.title = QLabel(CreateProfile)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"look", u"title")

        self.outer.addWidget(self.title)

        self.explanation = QLabel(CreateProfile)
        self.explanation.setObjectName(u"explanation")
        self.explanation.setWordWrap(True)
        self.explanation.setProperty(u"look", u"quiet")

        self.outer.addWidget(self.explanation)

        self.gap_1 = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.outer.addItem(self.gap_1)

        self.passphrase_label = QLabel(CreateProfile)
        self.passphrase_label.setObjectName(u"passphrase_label")
        self.passphrase_label.setProperty(u"look", u"section")

        self.outer.addWidget(self.passphrase_label)

        self.passphrase = QLineEdit(CreateProfile)
        self.passphrase.setObjectName(u"passphrase")
        self.passphrase.setEchoMode(QLineEdit.Password)

        self.outer.addWidget(self.passphrase)

        self.strength = QLabel(CreateProfile)
        self.strength.setObjectName(u"strength")
        self.strength.setWordWrap(True)
        self.strength.setProperty(u"look", u"quiet")

        self.outer.addWidget(self.strength)

        self.again_label = QLabel(CreateProfile)
        self.again_label.setObjectName(u"again_label")
        self.again_label.setProperty(u"look", u"section")

        self.outer.addWidget(self.again_label)

        self.again = QLineEdit(CreateProfile)
        self.again.setObjectName(u"again")
        self.again.setEchoMode(QLineEdit.Password)

        self.outer.addWidget(self.again)

        self.label_label = QLabel(CreateProfile)
        self.label_label.setObjectName(u"label_label")
        self.label_label.setProperty(u"look", u"section")

        self.outer.addWidget(self.label_label)

        self.label = QLineEdit(CreateProfile)
        self.label.setObjectName(u"label")
        self.label.setMaxLength(40)

        self.outer.addWidget(self.label)

        self.problem = QLabel(CreateProfile)
        self.problem.setObjectName(u"problem")
        self.problem.setWordWrap(True)
        self.problem.setProperty(u"look", u"bad")

        self.outer.addWidget(self.problem)

        self.warning = QFrame(CreateProfile)
        self.warning.setObjectName(u"warning")
        self.warning.setProperty(u"look", u"notice")
        self.warning_layout = QVBoxLayout(self.warning)
        self.warning_layout.setObjectName(u"warning_layout")
        self.warning_layout.setContentsMargins(12, 8, 12, 8)
        self.warning_words = QLabel(self.warning)
        self.warning_words.setObjectName(u"warning_words")
        self.warning_words.setWordWrap(True)

        self.warning_layout.addWidget(self.warning_words)


        self.outer.addWidget(self.warning)

        self.stretch = QSpacerItem(0, 12, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.outer.addItem(self.stretch)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.push = QSpacerItem(8, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.push)

        self.cancel = QPushButton(CreateProfile)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.create = QPushButton(CreateProfile)
        self.create.setObjectName(u"create")
        self.create.setProperty(u"look", u"primary")

        self.buttons.addWidget(self.create)


        self.outer.addLayout(self.buttons)

#if QT_CONFIG(shortcut)
        self.passphrase_label.setBuddy(self.passphrase)
        self.again_label.setBuddy(self.again)
        self.label_label.setBuddy(self.label)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.passphrase, self.again)
        QWidget.setTabOrder(self.again, self.label)
        QWidget.setTabOrder(self.label, self.create)
        QWidget.setTabOrder(self.create, self.cancel)

        self.retranslateUi(CreateProfile)

        self.create.setDefault(True)


        QMetaObject.connectSlotsByName(CreateProfile)
    # setupUi

    def retranslateUi(self, CreateProfile):
        CreateProfile.setWindowTitle(QCoreApplication.translate("CreateProfile", u"Seal your work", None))
        self.title.setText(QCoreApplication.translate("CreateProfile", u"Seal your work with a passphrase", None))
        self.explanation.setText(QCoreApplication.translate("CreateProfile", u"The videos you assess show children. The passphrase keeps the database with your marks, scores and feedback closed to everyone else who uses this laptop.", None))
        self.passphrase_label.setText(QCoreApplication.translate("CreateProfile", u"&Passphrase", None))
#if QT_CONFIG(accessibility)
        self.passphrase.setAccessibleName(QCoreApplication.translate("CreateProfile", u"Passphrase", None))
#endif // QT_CONFIG(accessibility)
        self.strength.setText("")
        self.again_label.setText(QCoreApplication.translate("CreateProfile", u"The same passphrase &again", None))
#if QT_CONFIG(accessibility)
        self.again.setAccessibleName(QCoreApplication.translate("CreateProfile", u"The same passphrase again", None))
#endif // QT_CONFIG(accessibility)
        self.label_label.setText(QCoreApplication.translate("CreateProfile", u"Name in the &list of profiles: initials, or nothing", None))
#if QT_CONFIG(accessibility)
        self.label.setAccessibleName(QCoreApplication.translate("CreateProfile", u"Name in the list of this laptop", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.label.setToolTip(QCoreApplication.translate("CreateProfile", u"Everybody who starts the program here can read it", None))
#endif // QT_CONFIG(tooltip)
        self.problem.setText("")
        self.warning_words.setText(QCoreApplication.translate("CreateProfile", u"Without it, only a recovery code opens your work: you get one next, for a sheet of paper. What was sent to a server is safe there.", None))
        self.cancel.setText(QCoreApplication.translate("CreateProfile", u"Quit", None))
#if QT_CONFIG(accessibility)
        self.cancel.setAccessibleName(QCoreApplication.translate("CreateProfile", u"Quit", None))
#endif // QT_CONFIG(accessibility)
        self.create.setText(QCoreApplication.translate("CreateProfile", u"Seal and start", None))
#if QT_CONFIG(accessibility)
        self.create.setAccessibleName(QCoreApplication.translate("CreateProfile", u"Seal and start", None))
#endif // QT_CONFIG(accessibility)
    # retranslateUi

